/** A certificate authority of our own, for the local stack and tests. */
@NullMarked
package io.tierline.onboarding.certificate.local;

import org.jspecify.annotations.NullMarked;
