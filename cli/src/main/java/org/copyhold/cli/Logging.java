package org.copyhold.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

import java.util.Locale;

/**
 * The log: one line an event, to standard error. Found by Logback through {@code
 * META-INF/services}; no file is read, which would cost a tenth of the start.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String OURS = "org.copyhold";
    private static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0}:"
                    + " %replace(%msg){'[\\r\\n]+',' '}"
                    + " %replace(%ex){'[\\r\\n]+\\s*',' | '}%nopex%n";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Lets a server tell what it does. */
    static void talkative() {
        var wanted = System.getenv().getOrDefault("COPYHOLD_LOG", "info");
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            var level = Level.toLevel(wanted.toUpperCase(Locale.ROOT), Level.INFO);
            context.getLogger(OURS).setLevel(level);
        }
        takeInOthers();
    }

    /** Takes in what libraries log by other ways; to be called before a server starts. */
    public static void takeInOthers() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
