package io.tierline.kit.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param bodySizeMax a larger request body is refused with 413
 */
@ConfigurationProperties("tierline.http")
@Validated
public record HttpSettings(
    @DefaultValue("1MB") @NotNull DataSize bodySizeMax, @Valid @DefaultValue Rate rate) {

  /**
   * How many requests one client may send to one instance.
   *
   * @param requestsPerMinute over a longer time
   * @param burstRequests at once
   * @param clientsPerAddress how many clients at that rate one network address may hold
   * @param clientsMax how many clients are told apart; the least recently seen are forgotten
   */
  public record Rate(
      @DefaultValue("12000") @Min(1) @Max(1_000_000) int requestsPerMinute,
      @DefaultValue("3000") @Min(1) @Max(1_000_000) int burstRequests,
      @DefaultValue("10") @Min(1) @Max(1000) int clientsPerAddress,
      @DefaultValue("50000") @Min(1) int clientsMax) {}
}
