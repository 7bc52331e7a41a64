/** What {@code ./run} starts: every service on embedded servers, and the story played on them. */
@NullMarked
package io.tierline.localstack;

import org.jspecify.annotations.NullMarked;
