@NullMarked
package io.tierline.storefront.starter;

import org.jspecify.annotations.NullMarked;
