package org.copyhold.connect.files;

import org.copyhold.connect.Connector;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;

import java.util.Map;

/** Any folder tree, under the name of EFS. */
public final class FilesConnector implements Connector {
    @Override
    public String resourceType() {
        return "EFS";
    }

    @Override
    public Map<String, String> restoreMetadata(Resource resource) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Reading read(Resource resource, Report report) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void check(RestoreOrder order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Restoring restore(RestoreOrder order, Report report) {
        throw new UnsupportedOperationException();
    }
}
