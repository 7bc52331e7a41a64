package io.tierline.kit.shop;

/** What is in the shop. */
public record Thing(ThingId id, String name, long version) {}
