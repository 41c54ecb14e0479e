-- What filters of lists ask for: attributes as a JSON object, and from when until when an item may be listed, in epoch milliseconds. Null where
-- there is nothing to say, as in all rows of before.
alter table index_item add column attributes varchar;
alter table index_item add column available_from bigint;
alter table index_item add column available_until bigint;
