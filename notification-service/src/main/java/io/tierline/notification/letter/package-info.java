/** What a notice says, and in whose name (domain.md NO-1, NO-4). */
@NullMarked
package io.tierline.notification.letter;

import org.jspecify.annotations.NullMarked;
