/** Several instances of the pricing service at once, which are really killed. */
@NullMarked
package io.tierline.localstack.instances;

import org.jspecify.annotations.NullMarked;
