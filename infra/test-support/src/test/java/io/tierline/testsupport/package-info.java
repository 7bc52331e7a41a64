@NullMarked
package io.tierline.testsupport;

import org.jspecify.annotations.NullMarked;
