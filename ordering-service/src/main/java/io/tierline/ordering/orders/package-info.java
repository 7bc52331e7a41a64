/** Registrations and renewals: every seller on the way up is charged, or none (domain.md OR-3). */
@NullMarked
package io.tierline.ordering.orders;

import org.jspecify.annotations.NullMarked;
