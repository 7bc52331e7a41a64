@NullMarked
package io.tierline.storefront.shop;

import org.jspecify.annotations.NullMarked;
