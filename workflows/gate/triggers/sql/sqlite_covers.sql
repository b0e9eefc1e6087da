EXISTS (
    SELECT 1 FROM @certificate c
    WHERE c.key = batong_certificate() AND c.kind = '@kind_content' AND c.page_id = NEW.id
        AND (c.revision_id = NEW.live_revision_id OR NOT (@asks_revision))
        AND NOT EXISTS (SELECT 1 FROM @revocation r WHERE r.certificate_id = c.id)
) OR EXISTS (
    SELECT 1 FROM @certificate c
    WHERE c.key = batong_certificate() AND c.kind = '@kind_structure'
        AND c.unit_id = COALESCE(
            (SELECT r.unit_id FROM @root r WHERE r.prefix = substr(NEW.path, 1, @prefix_length)),
            (
                SELECT u.id FROM @unit u WHERE u.code = COALESCE(
                    (
                        SELECT p.slug FROM @page p JOIN @content_type t ON t.id = p.content_type_id
                        WHERE p.path = substr(NEW.path, 1, @prefix_length)
                            AND length(p.path) = @prefix_length
                            AND (t.app_label, t.model) IN (VALUES @home_types)
                    ),
                    '@portal_code'
                )
            )
        )
        AND NOT EXISTS (SELECT 1 FROM @revocation r WHERE r.certificate_id = c.id)
        AND EXISTS (
            SELECT 1 FROM @content_type t
            WHERE t.id = NEW.content_type_id
                AND (t.app_label, t.model) IN (VALUES @structure_types)
        )
) OR EXISTS (
    SELECT 1 FROM @certificate c
    WHERE c.key = batong_certificate() AND c.kind = '@kind_fixture' AND @fixture_counts
        AND NOT EXISTS (SELECT 1 FROM @revocation r WHERE r.certificate_id = c.id)
)
