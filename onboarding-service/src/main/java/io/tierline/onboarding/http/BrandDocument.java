package io.tierline.onboarding.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.contracts.Brand;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** How a seller appears to its buyers (domain.md ON-1). */
public record BrandDocument(
    @Schema(example = "さくらドメイン") @NotBlank @Size(max = 100) String name,
    @Schema(example = "support@sakura.example") @NotBlank @Email @Size(max = 254)
        String supportEmail,
    @Schema(example = "+81 3 1234 5678") @Size(max = 40) @Pattern(regexp = PHONE)
        @Nullable String supportPhone,
    @Schema(example = "https://sakura.example/logo.png")
        @Size(max = 500)
        @Pattern(regexp = "https://[^\\s<>\"']+", message = "must be an https address")
        @Nullable String logoUrl,
    @Schema(example = "#0a7cff")
        @Pattern(regexp = "#[0-9a-fA-F]{6}", message = "must be a colour such as #0a7cff")
        @Nullable String primaryColor,
    @Schema(example = "hello@sakura.example") @NotBlank @Email @Size(max = 254) String replyTo) {

  public static final String PHONE = "\\+?[0-9 ()./-]{3,40}";

  public static BrandDocument of(Brand brand) {
    return new BrandDocument(
        brand.name(),
        brand.supportEmail(),
        brand.supportPhone(),
        brand.logoUrl(),
        brand.primaryColor(),
        brand.replyTo());
  }

  public Brand brand() {
    return new Brand(name, supportEmail, supportPhone, logoUrl, primaryColor, replyTo);
  }
}
