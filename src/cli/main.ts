#!/usr/bin/env node
import process from 'node:process';
import { runMain } from './run-main.js';

// The SDK's warning about Node's version is for those who choose the version.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// The AWS CLI reads the Region from this variable; the SDK reads only AWS_REGION.
const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
if (!AWS_REGION && AWS_DEFAULT_REGION) process.env['AWS_REGION'] = AWS_DEFAULT_REGION;

await runMain(process);
