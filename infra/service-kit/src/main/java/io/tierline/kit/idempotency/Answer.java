package io.tierline.kit.idempotency;

import java.util.Map;

/** What is remembered of an answer. */
record Answer(int status, Map<String, String> headers, byte[] body) {}
