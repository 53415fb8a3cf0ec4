/** When and where work is done: queues, locks and places, which know nothing of what is done. */
@NullMarked
package dev.leasehold.schedule;

import org.jspecify.annotations.NullMarked;
