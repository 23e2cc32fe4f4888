#!/usr/bin/env bash
# The whole flow through the AWS CLI: back up, copy to another Region, delete the source, restore the copy.
set -euo pipefail
name=$1

east() { "$AWS" --endpoint-url "$ENDPOINT" --region us-east-1 --output text backup "$@"; }
west() { "$AWS" --endpoint-url "$ENDPOINT" --region eu-west-1 --output text backup "$@"; }

# ended QUERY COMMAND…: asks until the job has ended, and fails unless it is COMPLETED.
ended() {
    local query=$1 state
    shift
    for _ in $(seq 120); do
        state=$("$@" --query "$query")
        case $state in
            COMPLETED) return 0 ;;
            FAILED | ABORTED | PARTIAL) "$@"; return 1 ;;
        esac
        sleep 0.2
    done
    echo "still $state" >&2
    return 1
}

east create-backup-vault --backup-vault-name "$name"
destination=$(west create-backup-vault --backup-vault-name "$name-copy" --query BackupVaultArn)

job=$(east start-backup-job --backup-vault-name "$name" --resource-arn "$RESOURCE" --iam-role-arn "$ROLE" --query BackupJobId)
ended State east describe-backup-job --backup-job-id "$job"
source=$(east describe-backup-job --backup-job-id "$job" --query RecoveryPointArn)

job=$(east start-copy-job --recovery-point-arn "$source" --source-backup-vault-name "$name" \
    --destination-backup-vault-arn "$destination" --iam-role-arn "$ROLE" --query CopyJobId)
ended CopyJob.State east describe-copy-job --copy-job-id "$job"
point=$(east describe-copy-job --copy-job-id "$job" --query CopyJob.DestinationRecoveryPointArn)
[ "$(east list-copy-jobs --by-destination-vault-arn "$destination" --query 'CopyJobs[].CopyJobId')" = "$job" ]
[ "$(west list-recovery-points-by-backup-vault --backup-vault-name "$name-copy" --query 'RecoveryPoints[].RecoveryPointArn')" = "$point" ]

east delete-recovery-point --backup-vault-name "$name" --recovery-point-arn "$source"
east delete-backup-vault --backup-vault-name "$name"

job=$(west start-restore-job --recovery-point-arn "$point" --iam-role-arn "$ROLE" --metadata newFileSystem=true --query RestoreJobId)
ended Status west describe-restore-job --restore-job-id "$job"
west describe-restore-job --restore-job-id "$job" --query CreatedResourceArn > "$name.restored"
