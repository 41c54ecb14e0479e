package tandem.http;

import tandem.model.UserId;

/**
 * That a user was erased.
 *
 * @param receipt names the erasure
 * @param user who
 * @param at when it was asked for, epoch milliseconds
 * @param events how many were removed from the journal
 */
public record ErasureReceipt(String receipt, UserId user, long at, long events) {}
