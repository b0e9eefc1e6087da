-- Issues the structure certificates of some units under one key. They hold in this transaction, and
-- for pages of the blueprint's types only.
BEGIN
    IF EXISTS (SELECT FROM @certificate c WHERE c.key = p_key) THEN
        RAISE EXCEPTION 'The key is taken.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN QUERY
    INSERT INTO @certificate (
        key, kind, unit_id, page_title, digest, blueprint_name, blueprint_version, reason,
        issued_by_id, issued_at, code, signature
    )
    SELECT
        p_key, '@kind_structure', given.unit, '', '', p_blueprint, p_version, p_reason,
        p_issued_by, transaction_timestamp(), given.code, given.signature
    FROM unnest(p_units, p_codes, p_signatures) AS given (unit, code, signature)
    RETURNING id, unit_id, issued_at;
END
