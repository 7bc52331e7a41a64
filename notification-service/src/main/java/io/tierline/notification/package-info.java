/** What people are told: reminders in the partner's name, each sent once. */
@NullMarked
package io.tierline.notification;

import org.jspecify.annotations.NullMarked;
