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
 * @param giveUpAfter business time after which an action no longer waits for money, and its domain
 *     name is free again
 * @param recoverAfter real time after which an action is looked at again; longer than the
 *     registry's answer timeout
 * @param repriceAfter real time after which an action that waits for funds is priced again though
 *     no money came
 * @param recoverMax how many are gone on with at once
 * @param recoverPoll real time between two looks
 */
@ConfigurationProperties("tierline.orders")
@Validated
record RecoverySettings(
    @NotNull @DefaultValue("7d") Duration withdrawAfter,
    @NotNull @DefaultValue("7d") Duration giveUpAfter,
    @NotNull @DefaultValue("30s") Duration recoverAfter,
    @NotNull @DefaultValue("6h") Duration repriceAfter,
    @Min(1) @Max(1000) @DefaultValue("20") int recoverMax,
    @NotNull @DefaultValue("1s") Duration recoverPoll) {

  OrderSettings forOrders() {
    return new OrderSettings(withdrawAfter, giveUpAfter, recoverAfter, repriceAfter);
  }
}
