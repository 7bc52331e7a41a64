package io.tierline.acceptance.prices;

import java.util.Map;

/**
 * A change of prices that was committed.
 *
 * @param versions of the products that it changed
 * @param begunMicros Unix time at which the COMMIT was sent; nobody can have seen it before
 * @param acknowledgedMicros Unix time at which it had been answered
 */
record Publication(Map<Integer, Long> versions, long begunMicros, long acknowledgedMicros) {}
