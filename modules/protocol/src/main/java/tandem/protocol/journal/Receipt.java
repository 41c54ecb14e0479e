package tandem.protocol.journal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * That a user was erased. It is stored as an array: a new field goes to the end.
 *
 * @param id names the erasure, a UUID
 * @param at when it was asked for, epoch milliseconds
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Receipt(String id, long at) {}
