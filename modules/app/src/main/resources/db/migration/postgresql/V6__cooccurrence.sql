-- Which items the users of an item took before it, each with its weight (tandem.model.Cooccurrence). Null where there is none, as in all rows of
-- before.
alter table index_item add column row_cells bytea;
