package io.tierline.messaging;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.joda.money.Money;

/** Messages for tests. */
public sealed interface ParcelEvent {

  String TOPIC = "bus.parcel";
  String COMPACTED_TOPIC = "bus.tracking";

  @JsonTypeName("parcel.moved.v1")
  record ParcelMoved(String parcel, int step) implements ParcelEvent {

    /** A reader before its correction: it cannot read steps below zero. */
    static final AtomicBoolean READS_NEGATIVE_STEPS = new AtomicBoolean();

    public ParcelMoved {
      if (step < 0 && !READS_NEGATIVE_STEPS.get()) {
        throw new IllegalArgumentException("No step is below zero");
      }
    }
  }

  @JsonTypeName("parcel.paid.v1")
  record ParcelPaid(String parcel, Money price, Instant paidAt) implements ParcelEvent {}

  /** Not a member of the family: published by a later version of the sender. */
  @JsonTypeName("parcel.teleported.v1")
  record ParcelTeleported(String parcel) {}

  /** The same wire name with a field that the reader does not know. */
  @JsonTypeName("parcel.moved.v1")
  record ParcelMovedWithMore(String parcel, int step, String weather) {}
}
