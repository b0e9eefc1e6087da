-- Whether the certificate that this transaction names, if any, covers the page. A content
-- certificate is for one revision, which is not asked for where only other revisions of the same
-- text take its place. Of structure certificates a batch shares one key, a row for each unit.
DECLARE
    marker text := NULLIF(current_setting('@setting', true), '');
    named record;
    page_unit bigint;
BEGIN
    IF marker IS NULL THEN
        RETURN false;
    END IF;
    SELECT c.kind, c.page_id, c.revision_id, EXISTS (
        SELECT FROM @revocation r WHERE r.certificate_id = c.id
    ) AS is_revoked
    INTO named FROM @certificate c WHERE c.key = marker LIMIT 1;
    IF NOT FOUND THEN
        RETURN false;
    ELSIF named.kind = '@kind_fixture' THEN
        RETURN @fixture_counts AND NOT named.is_revoked;
    ELSIF named.kind = '@kind_content' THEN
        RETURN named.page_id = p_page AND NOT named.is_revoked
            AND (named.revision_id = p_revision OR NOT p_asks_revision);
    ELSIF named.kind <> '@kind_structure' OR NOT EXISTS (
        SELECT FROM @content_type t
        WHERE t.id = p_type AND (t.app_label, t.model) IN (@structure_types)
    ) THEN
        RETURN false;
    END IF;
    page_unit := @schema.batong_unit_of(p_path, p_type, p_slug);
    RETURN EXISTS (
        SELECT FROM @certificate c
        WHERE c.key = marker AND c.unit_id = page_unit AND c.kind = '@kind_structure'
            AND c.issued_at = transaction_timestamp()
            AND NOT EXISTS (SELECT FROM @revocation r WHERE r.certificate_id = c.id)
    );
END
