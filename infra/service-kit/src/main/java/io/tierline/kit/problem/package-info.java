/** RFC 9457 problem details, one form for every refusal. */
@NullMarked
package io.tierline.kit.problem;

import org.jspecify.annotations.NullMarked;
