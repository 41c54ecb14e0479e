-- What the node's role may do with the tables of the owner who runs ./tandem migrate: read and write rows, and nothing to the tables
-- themselves. The three that must never lose a row are without delete. A role that owns the tables has all this anyway.
do $$
declare
  tab name;
begin
  if current_user = '${role}' then
    return;
  end if;
  -- Everybody may use the schema public; that of a model is made by the owner.
  if current_schema() like 'model\_%' then
    execute format('grant usage on schema %I to %I', current_schema(), '${role}');
  end if;
  for tab in
    select tablename from pg_tables
    where schemaname = current_schema() and tablename <> 'flyway_schema_history'
  loop
    execute format('grant select, insert, update on %I to %I', tab, '${role}');
    if tab not in ('log_epoch', 'frontier', 'model') then
      execute format('grant delete on %I to %I', tab, '${role}');
    end if;
  end loop;
  execute format('grant usage on all sequences in schema %I to %I', current_schema(), '${role}');
  execute format('grant select on flyway_schema_history to %I', '${role}');
end
$$;
