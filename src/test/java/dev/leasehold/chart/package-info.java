/**
 * The chart and the examples, checked as files, as rendered, and as installed on a real API server.
 */
@NullMarked
package dev.leasehold.chart;

import org.jspecify.annotations.NullMarked;
