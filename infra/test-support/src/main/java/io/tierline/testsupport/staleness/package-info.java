/**
 * Judges what price caches answered, afterwards: whichever way an answer was recorded, from real
 * processes or from a model, the same checker holds it against what was committed.
 */
@NullMarked
package io.tierline.testsupport.staleness;

import org.jspecify.annotations.NullMarked;
