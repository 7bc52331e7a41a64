package io.tierline.acceptance.bus;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The one message of these tests. */
@JsonTypeName("clock.ticked.v1")
public record Ticked(String clock, int tick) {}
