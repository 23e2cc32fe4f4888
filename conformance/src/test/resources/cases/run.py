"""Every rule of copy jobs and of what a copy needs, one case each, through boto3."""

import house
import validation  # noqa: F401  each import adds its cases, in this order
import idempotency  # noqa: F401
import lifecycles  # noqa: F401
import carrying  # noqa: F401
import destinations  # noqa: F401
import policies  # noqa: F401
import locks  # noqa: F401
import settings  # noqa: F401
import lists  # noqa: F401
import extensions  # noqa: F401
import stacks  # noqa: F401
import keys  # noqa: F401
import volumes  # noqa: F401
import buckets  # noqa: F401
import databases  # noqa: F401

if len(house.sys.argv) > 4:  # DynamoDB Local does not run on every machine
    import tables  # noqa: F401

    if databases.PROGRAMS:
        import every_type  # noqa: F401
import time_passes  # noqa: F401  last: it moves the server's clock

house.run()
