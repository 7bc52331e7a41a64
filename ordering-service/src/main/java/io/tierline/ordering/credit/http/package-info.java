@NullMarked
package io.tierline.ordering.credit.http;

import org.jspecify.annotations.NullMarked;
