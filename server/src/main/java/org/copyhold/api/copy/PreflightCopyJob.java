package org.copyhold.api.copy;

import org.copyhold.api.Operation;
import org.copyhold.api.wire.Extension;
import org.copyhold.control.copy.Preflight;
import org.copyhold.kit.Caller;

import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;

import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what a copy would meet, and makes none; an extension that takes StartCopyJob's input. */
public final class PreflightCopyJob implements Operation<StartCopyJobRequest, Extension> {
    private final Preflight preflight;

    public PreflightCopyJob(Preflight preflight) {
        this.preflight = preflight;
    }

    @Override
    public void check(Caller caller, StartCopyJobRequest in) {
        StartCopyJob.order(caller, in);
    }

    /** Who may start a copy may ask what would become of it. */
    @Override
    public String action() {
        return "StartCopyJob";
    }

    @Override
    public Extension handle(Caller caller, StartCopyJobRequest in) {
        var outlook = preflight.of(StartCopyJob.order(caller, in));
        var members = new LinkedHashMap<String, Object>();
        members.put("Allowed", outlook.isAllowed());
        members.put("Gates", outlook.gates().stream().map(PreflightCopyJob::gate).toList());
        outlook.estimate()
                .ifPresent(
                        it -> {
                            members.put("BytesToMove", it.bytesToMove());
                            members.put("BytesSkipped", it.bytesThere());
                        });
        return new Extension(members);
    }

    private static Map<String, Object> gate(Preflight.Judged judged) {
        var members = new LinkedHashMap<String, Object>();
        members.put("Gate", judged.gate());
        members.put("Result", result(judged));
        judged.refusal()
                .ifPresent(
                        it -> {
                            members.put("Reason", it.message());
                            members.put("WhatToDo", it.hint());
                        });
        judged.leftOut().ifPresent(parts -> members.put("Reason", parts));
        return members;
    }

    private static String result(Preflight.Judged judged) {
        if (judged.refusal().isPresent()) {
            return "FAILED";
        }
        if (judged.leftOut().isPresent()) {
            return "PARTIAL";
        }
        return judged.isJudged() ? "PASSED" : "NOT_JUDGED";
    }
}
