/**
 * Block volumes, offered as EBS volumes: block devices, raw images and qcow2 images, read by blocks
 * of 512 KiB without holes and zeros, and made again as sparse raw images.
 */
@NullMarked
package org.copyhold.connect.blocks;

import org.jspecify.annotations.NullMarked;
