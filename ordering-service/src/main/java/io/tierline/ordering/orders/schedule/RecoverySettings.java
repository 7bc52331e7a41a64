package io.tierline.ordering.orders.schedule;

import io.tierline.ordering.orders.OrderSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param withdrawAfter business time after which an unanswered registry command may be withdrawn
 * @param recoverAfter real time after which an action is looked at again; longer than the
 *     registry's answer timeout
 * @param recoverMax how many at once
 * @param recoverPoll real time between two looks
 */
@ConfigurationProperties("tierline.orders")
@Validated
record RecoverySettings(
    @NotNull @DefaultValue("7d") Duration withdrawAfter,
    @NotNull @DefaultValue("30s") Duration recoverAfter,
    @Min(1) @Max(1000) @DefaultValue("50") int recoverMax,
    @NotNull @DefaultValue("1s") Duration recoverPoll) {

  OrderSettings forOrders() {
    return new OrderSettings(withdrawAfter, recoverAfter, recoverMax);
  }
}
