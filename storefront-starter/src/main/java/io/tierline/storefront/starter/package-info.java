/** The price cache in a Spring Boot application: add the dependency and set two properties. */
@NullMarked
package io.tierline.storefront.starter;

import org.jspecify.annotations.NullMarked;
