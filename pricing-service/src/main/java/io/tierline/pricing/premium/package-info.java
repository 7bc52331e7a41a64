/**
 * Names a registry asks a price of its own for, and what they cost each seller (domain.md PR-19).
 */
@NullMarked
package io.tierline.pricing.premium;

import org.jspecify.annotations.NullMarked;
