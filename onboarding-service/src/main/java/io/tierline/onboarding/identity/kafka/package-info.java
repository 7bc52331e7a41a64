/** What is told about API keys on the bus. */
@NullMarked
package io.tierline.onboarding.identity.kafka;

import org.jspecify.annotations.NullMarked;
