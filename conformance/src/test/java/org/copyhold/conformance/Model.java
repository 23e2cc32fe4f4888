package org.copyhold.conformance;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the server ought to hold, in as few words as that can be said: vaults, recovery points, jobs
 * and settings of a few accounts of one organization. Time is counted in whole days, for the server
 * is never told to skip less.
 */
final class Model {
    private static final int HISTORY_DAYS = 30;

    final Map<String, Vault> vaults = new LinkedHashMap<>();
    final Map<String, Job> jobs = new LinkedHashMap<>();
    int day;
    boolean crossAccount;

    /** What a vault's policy says of copies that come in. */
    enum Door {
        /** No policy. */
        UNSAID,
        /** Nobody may copy into it. */
        SHUT,
        /** The main account may. */
        OPEN_TO_MAIN
    }

    /** An account in a Region. */
    record Place(String account, String region) {}

    /** Days from creation; zero for never. */
    record Life(int cold, int delete) {
        static final Life FOREVER = new Life(0, 0);
    }

    static final class Point {
        final String arn;
        final int bornOn;
        Life life;

        Point(String arn, int bornOn, Life life) {
            this.arn = arn;
            this.bornOn = bornOn;
            this.life = life;
        }
    }

    static final class Vault {
        final Place place;
        final String name;
        final Map<String, Point> points = new LinkedHashMap<>();
        Door door = Door.UNSAID;
        boolean locked;
        int minDays;
        int maxDays;

        Vault(Place place, String name) {
            this.place = place;
            this.name = name;
        }

        String arn() {
            return arn(place, name);
        }

        static String arn(Place place, String name) {
            return "arn:aws:backup:%s:%s:backup-vault:%s"
                    .formatted(place.region(), place.account(), name);
        }
    }

    /** A copy that was accepted. */
    record Job(Place place, String token, Order order, boolean completes, int endedOn) {}

    /** What StartCopyJob is asked. */
    record Order(String sourceVault, String point, String destination, @Nullable Life life) {}

    /** What becomes of a call: refused under a name, or a job that completes or fails. */
    record Fate(@Nullable String refusal, boolean completes) {
        static Fate refused(String name) {
            return new Fate(name, false);
        }
    }

    Fate copy(Place caller, Order order) {
        var vault = vaults.get(order.sourceVault());
        if (vault == null) {
            return Fate.refused("AccessDeniedException");
        }
        var point = vault.points.get(order.point());
        if (point == null) {
            return Fate.refused("ResourceNotFoundException");
        }
        if (isCold(point)) {
            return Fate.refused("InvalidRequestException");
        }
        var life = life(order, point);
        if (life.delete() > 0 && age(point) >= life.delete()) {
            return Fate.refused("InvalidParameterValueException");
        }
        return new Fate(null, mayEnter(caller, order.destination(), life));
    }

    private boolean mayEnter(Place caller, String destination, Life life) {
        var vault = vaults.get(destination);
        if (vault == null) {
            return false;
        }
        var same = vault.place.account().equals(caller.account());
        if (!same && !crossAccount) {
            return false;
        }
        if (vault.door == Door.SHUT || (!same && !isOpenTo(vault, caller))) {
            return false;
        }
        return !vault.locked || isWithin(vault, life);
    }

    private static boolean isOpenTo(Vault vault, Place caller) {
        return vault.door == Door.OPEN_TO_MAIN && caller.account().equals(Server.ACCOUNT);
    }

    /** For ever is longer than any greatest number of days. */
    static boolean isWithin(Vault vault, Life life) {
        if (life.delete() == 0) {
            return vault.maxDays == 0;
        }
        return life.delete() >= vault.minDays
                && (vault.maxDays == 0 || life.delete() <= vault.maxDays);
    }

    /** The lifecycle of a copy: the one asked for, otherwise the source's. */
    static Life life(Order order, Point source) {
        return order.life() == null ? source.life : order.life();
    }

    int age(Point point) {
        return day - point.bornOn;
    }

    boolean isCold(Point point) {
        return point.life.cold() > 0 && age(point) >= point.life.cold();
    }

    /** Days go by: recovery points expire, and old jobs are forgotten. */
    void advance(int days) {
        day += days;
        for (var vault : vaults.values()) {
            vault.points
                    .values()
                    .removeIf(
                            point -> point.life.delete() > 0 && age(point) >= point.life.delete());
        }
        jobs.values().removeIf(job -> day - job.endedOn() >= HISTORY_DAYS);
    }

    /** The ids of the jobs that a place lists. */
    Set<String> jobsOf(Place place) {
        var ids = new HashSet<String>();
        jobs.forEach(
                (id, job) -> {
                    if (job.place().equals(place)) {
                        ids.add(id);
                    }
                });
        return ids;
    }

    List<Vault> vaultsOf(Place place) {
        return vaults.values().stream().filter(vault -> vault.place.equals(place)).toList();
    }

    /** All recovery points with the vaults that hold them. */
    List<Held> held() {
        var all = new ArrayList<Held>();
        vaults.values().forEach(v -> v.points.values().forEach(p -> all.add(new Held(v, p))));
        return all;
    }

    record Held(Vault vault, Point point) {}

    Job job(String id) {
        return requireNonNull(jobs.get(id));
    }

    /** A copy is there: as old as its source. */
    void arrive(Order order, String arn) {
        var from = requireNonNull(vaults.get(order.sourceVault()));
        var to = requireNonNull(vaults.get(order.destination()));
        var source = requireNonNull(from.points.get(order.point()));
        to.points.put(arn, new Point(arn, source.bornOn, life(order, source)));
    }
}
