package io.tierline.onboarding.signup.http;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why somebody decides; kept in the history. */
public record ReasonDocument(
    @Schema(example = "Transfer 4711 came in on our account") @NotBlank @Size(max = 500)
        String reason) {}
