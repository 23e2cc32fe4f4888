package org.copyhold.control.setting;

import org.copyhold.control.access.Account;
import org.copyhold.control.access.Accounts;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the settings that hold in every Region. The accounts of an organisation share theirs, and
 * any of them may change them; an account without one has settings of its own. Thread-safe.
 */
public final class GlobalSettings {
    private final Database database;
    private final Accounts accounts;
    private final ServiceClock clock;

    public GlobalSettings(Database database, Accounts accounts, ServiceClock clock) {
        this.database = database;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What holds for an account. */
    public GlobalChoice of(String account) {
        return choice(scope(account));
    }

    /** Changes the named settings, all or none; the others stay. */
    public void change(String account, Map<GlobalSetting, Boolean> wanted) {
        var scope = scope(account);
        var now = clock.instant();
        database.write(
                handle -> {
                    wanted.forEach((setting, on) -> store(handle, scope, setting, on, now));
                    return wanted;
                });
    }

    /** Whether the accounts of an organisation may copy to each other. */
    public boolean crossAccountCopies(String organization) {
        return Boolean.TRUE.equals(
                choice(ofOrganization(organization)).on().get(GlobalSetting.CROSS_ACCOUNT_BACKUP));
    }

    /** Whether an account may copy to the other accounts of its organisation, if it has one. */
    public boolean crossAccountCopiesOf(String account) {
        return accounts.find(account)
                .map(Account::organization)
                .filter(this::crossAccountCopies)
                .isPresent();
    }

    /** Forgets all of them: everything is off again. */
    public void clear() {
        database.write(handle -> handle.execute("delete from global_setting"));
    }

    private GlobalChoice choice(String scope) {
        var on = new EnumMap<GlobalSetting, Boolean>(GlobalSetting.class);
        for (var setting : GlobalSetting.values()) {
            on.put(setting, false);
        }
        var rows = database.read(handle -> rows(handle, scope));
        rows.forEach(row -> on.put(GlobalSetting.require(row.name()), row.on()));
        return new GlobalChoice(
                on, rows.stream().map(Row::changedAt).max(Instant::compareTo).orElse(null));
    }

    private String scope(String account) {
        var organization = accounts.find(account).map(Account::organization);
        return organization.isPresent() ? ofOrganization(organization.get()) : "account:" + account;
    }

    private static String ofOrganization(String organization) {
        return "organization:" + organization;
    }

    private static List<Row> rows(Handle handle, String scope) {
        return handle.createQuery(
                        "select name, value, changed_at from global_setting where scope = :scope")
                .bind("scope", scope)
                .map(
                        (row, _) ->
                                new Row(
                                        row.getString(1),
                                        Boolean.parseBoolean(row.getString(2)),
                                        Instant.ofEpochMilli(row.getLong(3))))
                .list();
    }

    private static void store(
            Handle handle, String scope, GlobalSetting setting, boolean on, Instant now) {
        handle.createUpdate(
                        """
                        insert into global_setting (scope, name, value, changed_at)
                        values (:scope, :name, :value, :now)
                        on conflict (scope, name) do update
                        set value = excluded.value, changed_at = excluded.changed_at
                        """)
                .bind("scope", scope)
                .bind("name", setting.wireName())
                .bind("value", Boolean.toString(on))
                .bind("now", now.toEpochMilli())
                .execute();
    }

    private record Row(String name, boolean on, Instant changedAt) {}
}
