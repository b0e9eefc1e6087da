-- The page a row belongs to. The first argument of the trigger names the column that holds its key;
-- of tables further away, key, table and column follow for each table above, up to the page.
DECLARE
    owner bigint := (p_row ->> p_arguments[0])::bigint;
    place integer := 1;
BEGIN
    WHILE place < cardinality(p_arguments) LOOP
        EXECUTE format(
            'SELECT %I FROM @schema.%I WHERE %I = $1',
            p_arguments[place + 2], p_arguments[place + 1], p_arguments[place]
        ) INTO owner USING owner;
        place := place + 3;
    END LOOP;
    RETURN owner;
END
