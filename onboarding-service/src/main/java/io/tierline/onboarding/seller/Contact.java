package io.tierline.onboarding.seller;

import org.jspecify.annotations.Nullable;

/** The person a seller names. */
public record Contact(String name, String email, @Nullable String phone) {}
