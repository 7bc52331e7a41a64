/** A small service with which the kit is tried. */
@NullMarked
package io.tierline.kit.shop;

import org.jspecify.annotations.NullMarked;
