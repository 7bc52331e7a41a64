/** Real servers, clocks, seeded generators and faults for tests and for the local stack. */
@NullMarked
package io.tierline.testsupport;

import org.jspecify.annotations.NullMarked;
