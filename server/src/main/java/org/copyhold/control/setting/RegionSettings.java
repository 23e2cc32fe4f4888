package org.copyhold.control.setting;

import org.copyhold.kit.Caller;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps what an account chooses for the resource types in a Region. Thread-safe. */
public final class RegionSettings {
    private final Database database;

    public RegionSettings(Database database) {
        this.database = database;
    }

    /** What the caller's account has chosen in the caller's Region, for every type. */
    public SortedMap<String, Boolean> of(Caller caller, Preference preference) {
        var choices = new TreeMap<String, Boolean>();
        preference.types().forEach(type -> choices.put(type, true));
        database.read(handle -> rows(handle, caller, preference))
                .forEach((type, on) -> choices.put(type, Boolean.parseBoolean(on)));
        return choices;
    }

    /** Whether an account uses a resource type in a Region. */
    public boolean isOptedIn(String account, String region, String type) {
        return isOn(account, region, Preference.OPT_IN, type);
    }

    /** Whether recovery points of the type are to be AWS Backup's own, for types with a choice. */
    public boolean isManaged(String account, String region, String type) {
        return isOn(account, region, Preference.MANAGEMENT, type);
    }

    private boolean isOn(String account, String region, Preference preference, String type) {
        var said =
                database.read(
                        handle ->
                                handle.createQuery(
                                                """
                                                select value from region_setting
                                                where account = :account and region = :region
                                                    and preference = :preference
                                                    and resource_type = :type
                                                """)
                                        .bind("account", account)
                                        .bind("region", region)
                                        .bind("preference", preference.name())
                                        .bind("type", type)
                                        .mapTo(String.class)
                                        .findOne());
        return said.map(Boolean::parseBoolean).orElse(true);
    }

    /**
     * Changes what is named, all or nothing; the rest stays.
     *
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException for a resource type
     *     that a preference is not for
     */
    public void change(Caller caller, Map<Preference, Map<String, Boolean>> wanted) {
        wanted.forEach((preference, types) -> types.keySet().forEach(preference::check));
        database.write(
                handle -> {
                    wanted.forEach(
                            (preference, types) ->
                                    types.forEach(
                                            (type, on) ->
                                                    store(handle, caller, preference, type, on)));
                    return wanted;
                });
    }

    /** Forgets all of them: everything is on again. */
    public void clear() {
        database.write(handle -> handle.execute("delete from region_setting"));
    }

    private static Map<String, String> rows(Handle handle, Caller caller, Preference preference) {
        return handle.createQuery(
                        """
                        select resource_type, value from region_setting
                        where account = :account and region = :region
                            and preference = :preference
                        """)
                .bind("account", caller.account())
                .bind("region", caller.region())
                .bind("preference", preference.name())
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static void store(
            Handle handle, Caller caller, Preference preference, String type, boolean on) {
        handle.createUpdate(
                        """
                        insert into region_setting
                            (account, region, preference, resource_type, value)
                        values (:account, :region, :preference, :type, :value)
                        on conflict (account, region, preference, resource_type)
                        do update set value = excluded.value
                        """)
                .bind("account", caller.account())
                .bind("region", caller.region())
                .bind("preference", preference.name())
                .bind("type", type)
                .bind("value", Boolean.toString(on))
                .execute();
    }
}
