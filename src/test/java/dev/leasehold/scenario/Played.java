package dev.leasehold.scenario;

import java.util.Map;

/**
 * What came of a scenario.
 *
 * @param written what is compared with {@code out.yaml}: the step, and each object that was written
 * @param after what is there now
 */
record Played(Map<String, Object> written, World after) {}
