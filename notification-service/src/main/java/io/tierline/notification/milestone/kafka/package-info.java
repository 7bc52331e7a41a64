/** What onboarding says about signups. */
@NullMarked
package io.tierline.notification.milestone.kafka;

import org.jspecify.annotations.NullMarked;
