-- What was decided and recorded stays as it is, for the tables' owner too.
BEGIN
    RAISE EXCEPTION 'Rows of % are only added, never changed or deleted.', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END
