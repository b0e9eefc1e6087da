-- Issues the certificate of made-up content, which covers every page, once for the whole install;
-- where made-up content is refused, this function does not exist.
DECLARE
    found_id bigint;
BEGIN
    SELECT c.id INTO found_id FROM @certificate c WHERE c.kind = '@kind_fixture' AND c.key = p_key;
    IF FOUND THEN
        RETURN found_id;
    END IF;
    IF EXISTS (SELECT FROM @certificate c WHERE c.key = p_key) THEN
        RAISE EXCEPTION 'The key is taken.' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO @certificate (
        key, kind, page_title, digest, blueprint_name, reason, issued_by_id, issued_at, code, signature
    )
    VALUES (p_key, '@kind_fixture', '', '', '', p_reason, p_issued_by, p_issued_at, '', '')
    RETURNING id INTO found_id;
    RETURN found_id;
END
