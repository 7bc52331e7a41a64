/** The OAuth2 authorization server over the API keys. */
@NullMarked
package io.tierline.onboarding.identity.oauth;

import org.jspecify.annotations.NullMarked;
