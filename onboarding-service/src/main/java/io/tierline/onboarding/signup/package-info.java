/** From the application to the active account (domain.md ON-1 to ON-8). */
@NullMarked
package io.tierline.onboarding.signup;

import org.jspecify.annotations.NullMarked;
