package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Who takes part when requests and records are written; none of it waits or throws.
 *
 * @param requests is told of each request that was written
 * @param completed says what else a record that is written in any case is to have in its status
 * @param records is told of each record that was written
 */
public record Written(
    Consumer<AccessRequest> requests,
    BiFunction<AccessRecord, AccessRecordStatus, AccessRecordStatus> completed,
    Consumer<AccessRecord> records) {
  /** Nobody. */
  static Written unheard() {
    return new Written(request -> {}, (record, status) -> status, record -> {});
  }
}
