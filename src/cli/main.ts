#!/usr/bin/env node
import process from 'node:process';
import { runMain } from './run-main.js';

// The SDK's warning about the Node version is of no use to users of the command.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// The AWS CLI reads the Region from this variable; the SDK reads only AWS_REGION.
const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
if (!AWS_REGION && AWS_DEFAULT_REGION) process.env['AWS_REGION'] = AWS_DEFAULT_REGION;

await runMain(process);
